/** Basis points of a typed percentage with at most two decimals, 0 to 100; undefined for anything else. */
export function basisPoints(typed: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed.trim())
  if (!match) return undefined
  const points = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return points <= 10_000 ? points : undefined
}
