import styles from './clearing.module.css'

/** An id that nobody reads aloud, by its last letters; whole for whoever points at it. */
export function Mark({ id }: { id: string }) {
  return (
    <bdi className={`quiet number ${styles.id}`} title={id}>
      …{id.slice(-6)}
    </bdi>
  )
}
