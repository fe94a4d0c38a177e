import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { officeWords, organizerWords } from '../i18n/setup'
import { Failed, Loading } from '../states/states'
import { Frame } from './frame'
import { NotFound } from './notfound'

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/lobby', replace: true })
  },
})

const page = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component })

/** A page that few open: its words come with it. */
const withWords =
  <M,>(load: () => Promise<M>, words = officeWords) =>
  async () =>
    (await Promise.all([load(), words()]))[0]

const routes = [
  home,
  page('/sign-in', lazyRouteComponent(() => import('../accounts/signin'), 'SignIn')),
  page('/sign-in/$secret', lazyRouteComponent(() => import('../accounts/landing'), 'Landing')),
  page('/consents', lazyRouteComponent(() => import('../accounts/consents'), 'Consents')),
  page('/register', lazyRouteComponent(() => import('../accounts/register'), 'Register')),
  page('/applications/$key', lazyRouteComponent(() => import('../accounts/application'), 'ApplicationPage')),
  page('/notices', lazyRouteComponent(() => import('../lobby/notices'), 'Notices')),
  page('/account', lazyRouteComponent(() => import('../accounts/account'), 'Account')),
  page('/account/notifications', lazyRouteComponent(() => import('../accounts/notifications'), 'Notifications')),
  page('/lobby', lazyRouteComponent(() => import('../lobby/lobby'), 'Lobby')),
  page('/halls', lazyRouteComponent(() => import('../exhibition/halls'), 'Halls')),
  page('/halls/$hall', lazyRouteComponent(() => import('../exhibition/hall'), 'HallPage')),
  page('/booths/$booth', lazyRouteComponent(() => import('../booth/booth'), 'BoothPage')),
  page('/duty', lazyRouteComponent(() => import('../booth/duty'), 'Duty')),
  page('/rooms/$room', lazyRouteComponent(() => import('../room/roompage'), 'RoomPage')),
  page('/connection-test', lazyRouteComponent(() => import('../room/connectiontest'), 'ConnectionTest')),
  page('/needs', lazyRouteComponent(() => import('../meetings/needs'), 'Needs')),
  page('/matches', lazyRouteComponent(() => import('../meetings/suggestions'), 'Suggestions')),
  page('/requests', lazyRouteComponent(() => import('../meetings/requests'), 'Requests')),
  page('/wishes', lazyRouteComponent(() => import('../meetings/wishlist'), 'Wishlist')),
  page('/availability', lazyRouteComponent(() => import('../meetings/availability'), 'Availability')),
  page('/meetings/$meeting', lazyRouteComponent(() => import('../meetings/outcome'), 'OutcomePage')),
  page('/agenda', lazyRouteComponent(() => import('../meetings/agenda'), 'Agenda')),
  page('/deals', lazyRouteComponent(() => import('../deals/deals'), 'Deals')),
  page('/deals/$deal', lazyRouteComponent(() => import('../deals/dealroom'), 'DealRoom')),
  page('/orders', lazyRouteComponent(() => import('../settlement/orders'), 'Orders')),
  page('/orders/$order', lazyRouteComponent(() => import('../settlement/order'), 'OrderPage')),
  page('/verify', lazyRouteComponent(() => import('../verify/verify'), 'Verify')),
  page('/work', lazyRouteComponent(() => import('../work/work'), 'WorkPage')),
  page('/financing', lazyRouteComponent(() => import('../financing/financing'), 'Financing')),
  page('/clearing', lazyRouteComponent(withWords(() => import('../clearing/queue')), 'ClearingQueue')),
  page('/clearing/suspense', lazyRouteComponent(withWords(() => import('../clearing/suspense')), 'Suspense')),
  page('/clearing/claims', lazyRouteComponent(withWords(() => import('../clearing/claims')), 'Claims')),
  page('/bank', lazyRouteComponent(withWords(() => import('../bank/bank')), 'Bank')),
  page('/bank/statements/$statement', lazyRouteComponent(withWords(() => import('../bank/statement')), 'StatementPage')),
  page('/books', lazyRouteComponent(withWords(() => import('../books/books')), 'Books')),
  page('/compliance', lazyRouteComponent(withWords(() => import('../compliance/compliance')), 'Compliance')),
  page('/disputes', lazyRouteComponent(withWords(() => import('../arbitration/disputes')), 'DisputeList')),
  page('/organizer', lazyRouteComponent(withWords(() => import('../organizer/board'), organizerWords), 'Board')),
  page('/organizer/applications', lazyRouteComponent(withWords(() => import('../organizer/applications'), organizerWords), 'Applications')),
  page('/organizer/programme', lazyRouteComponent(withWords(() => import('../organizer/programme'), organizerWords), 'Programme')),
  page('/organizer/meetings', lazyRouteComponent(withWords(() => import('../organizer/meetings'), organizerWords), 'Meetings')),
  page('/organizer/schedule', lazyRouteComponent(withWords(() => import('../schedule/schedule'), organizerWords), 'Schedule')),
  page('/organizer/no-shows', lazyRouteComponent(withWords(() => import('../organizer/noshows'), organizerWords), 'NoShows')),
  page('/organizer/settings', lazyRouteComponent(withWords(() => import('../organizer/meetingsettings'), organizerWords), 'MeetingSettings')),
  page('/organizer/imports', lazyRouteComponent(withWords(() => import('../organizer/imports'), organizerWords), 'Imports')),
  page('/organizer/mails', lazyRouteComponent(withWords(() => import('../organizer/mails'), organizerWords), 'Mails')),
]

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <Failed failure={error} again={reset} />,
  scrollRestoration: true,
})
