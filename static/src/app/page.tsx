import { useEffect, type ReactNode } from 'react'
import styles from './page.module.css'

/** A page of the fair: a printed head with its rule, then the content. Also names the browser's tab. */
export function Page({
  title,
  tab,
  above,
  aside,
  wide,
  children,
}: {
  title: ReactNode
  /** The name of the browser's tab when the title is not plain text. */
  tab?: string
  above?: ReactNode
  aside?: ReactNode
  wide?: boolean
  children: ReactNode
}) {
  const name = tab ?? (typeof title === 'string' ? title : '')
  useEffect(() => {
    document.title = name ? `${name} · Fairground` : 'Fairground'
  }, [name])
  return (
    <article className={styles.page} data-wide={wide || undefined}>
      <header className={styles.head}>
        <div>
          {above && <p className={styles.above}>{above}</p>}
          <h1 className={styles.title}>{title}</h1>
        </div>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      <hr className="book-rule" />
      {children}
    </article>
  )
}

export function Section({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h2 className={styles.subtitle}>{title}</h2>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  )
}
