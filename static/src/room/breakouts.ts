/** "4:05" until a moment, never below zero. */
export function countdown(ends: string, now: number): string {
  const left = Math.max(0, Math.ceil((Date.parse(ends) - now) / 1000))
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
}

/** Deals people out one after the other, so that those who came together do not all sit together. */
export function dealt(people: string[], rooms: number): string[][] {
  const piles: string[][] = Array.from({ length: rooms }, () => [])
  people.forEach((person, index) => piles[index % rooms]?.push(person))
  return piles
}
