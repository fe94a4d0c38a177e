import { useTranslation } from 'react-i18next'
import { Page } from '../app/page'
import { Brake, BreakGlass } from '../guards/brake'
import { Sandbox } from '../money/sandbox'
import { Holds } from './holds'
import { Lists } from './lists'
import { Parties } from './parties'

/** Who may be paid and what stands still: the lists, the parties that resemble somebody on them, the orders that are stopped. */
export function Compliance() {
  const { t } = useTranslation()
  return (
    <Page title={t('nav.compliance')} above={t('compliance.above')} aside={<BreakGlass />} wide>
      <Sandbox />
      <Brake />
      <Lists />
      <Parties />
      <Holds />
    </Page>
  )
}
