/** The block with which the next piece of an export begins; undefined after the line that ends it. Throws for what is no piece. */
export function nextAfter(piece: string): number | undefined {
  const last = piece.trimEnd().split('\n').at(-1) ?? ''
  const line = JSON.parse(last) as { end?: unknown; seq?: unknown }
  if (line.end) return undefined
  if (typeof line.seq !== 'number') throw new Error('a piece of an export ends neither with a block nor with its end')
  return line.seq + 1
}
