import { useTranslation } from 'react-i18next'
import type { Money } from '../api/shapes'
import { moneyText } from './money'

/** An amount of money, isolated from the direction of the text around it. */
export function Amount({ money, strong }: { money: Money; strong?: boolean }) {
  const { i18n } = useTranslation()
  return (
    <bdi className="number" style={{ whiteSpace: 'nowrap', fontWeight: strong ? 600 : undefined }}>
      {moneyText(money, i18n.language)}
    </bdi>
  )
}
