/** Idempotency keys by what is meant: one key per intent until its outcome is known. */
export function intentKeys(fresh: () => string = () => crypto.randomUUID()) {
  const open = new Map<string, string>()
  return {
    begin(intent: string): string {
      const key = open.get(intent) ?? fresh()
      open.set(intent, key)
      return key
    },
    end(intent: string) {
      open.delete(intent)
    },
  }
}
