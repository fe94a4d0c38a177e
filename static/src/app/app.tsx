import { DirectionProvider, MantineProvider, mergeThemeOverrides, useDirection } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/problem'
import { directionOf } from '../i18n/setup'
import { theme, variables } from '../theme/theme'
import { router } from './router'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays a refusal; only a lost answer is worth asking for again.
      retry: (count, failure) => !(failure instanceof Problem && failure.status < 500) && count < 2,
    },
  },
})

export function App() {
  const { t } = useTranslation()
  // The library names no cross on its notices; here it has one in the reader's language.
  const named = useMemo(() => mergeThemeOverrides(theme, { components: { Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('action.close') } } } } }), [t])
  return (
    <QueryClientProvider client={queries}>
      <DirectionProvider initialDirection={directionOf(document.documentElement.lang)}>
        <MantineProvider theme={named} cssVariablesResolver={variables} defaultColorScheme="auto">
          <FollowLanguage />
          <Notifications position="top-center" />
          <RouterProvider router={router} />
        </MantineProvider>
      </DirectionProvider>
    </QueryClientProvider>
  )
}

/** Mantine mirrors its components by the direction of the language that is spoken. */
function FollowLanguage() {
  const { i18n } = useTranslation()
  const { setDirection } = useDirection()
  useEffect(() => setDirection(directionOf(i18n.language)), [i18n.language, setDirection])
  return null
}
