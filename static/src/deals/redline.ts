/** Word by word differences of two texts; Chinese is compared character by character. */
export type Piece = { kind: 'same' | 'added' | 'removed'; text: string }

/** Above this product of lengths the comparison is of the whole texts: exactness is not worth a frozen page. */
const largest = 4_000_000

export function redline(before: string, after: string): Piece[] {
  if (before === after) return before ? [{ kind: 'same', text: before }] : []
  const a = tokens(before)
  const b = tokens(after)
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const left = a.slice(head, a.length - tail)
  const right = b.slice(head, b.length - tail)
  const pieces: Piece[] = []
  for (const token of a.slice(0, head)) append(pieces, 'same', token)
  if (left.length * right.length > largest) {
    append(pieces, 'removed', left.join(''))
    append(pieces, 'added', right.join(''))
  } else {
    common(left, right, pieces)
  }
  for (const token of a.slice(a.length - tail)) append(pieces, 'same', token)
  return joined(pieces)
}

/** A blank that stayed between two changed words belongs to the change: people read phrases, not alternating words. */
function joined(pieces: Piece[]): Piece[] {
  const runs: { removed: string; added: string; same: string }[] = []
  for (const [index, piece] of pieces.entries()) {
    const blank = piece.kind === 'same' && piece.text.trim() === '' && index > 0 && index < pieces.length - 1
    const last = runs.at(-1)
    if (piece.kind === 'same' && !blank) {
      runs.push({ removed: '', added: '', same: piece.text })
    } else {
      const run = last && last.same === '' ? last : { removed: '', added: '', same: '' }
      if (run !== last) runs.push(run)
      if (piece.kind !== 'added') run.removed += piece.text
      if (piece.kind !== 'removed') run.added += piece.text
    }
  }
  const merged: Piece[] = []
  for (const run of runs) {
    append(merged, 'removed', run.removed)
    append(merged, 'added', run.added)
    append(merged, 'same', run.same)
  }
  return merged
}

/** Longest common subsequence by dynamic programming; removals stand before additions. */
function common(a: string[], b: string[], pieces: Piece[]) {
  const width = b.length + 1
  const length = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => length[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      append(pieces, 'same', a[i] ?? '')
      i++
      j++
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) {
      append(pieces, 'removed', a[i++] ?? '')
    } else {
      append(pieces, 'added', b[j++] ?? '')
    }
  }
}

function append(pieces: Piece[], kind: Piece['kind'], text: string) {
  if (text === '') return
  const last = pieces.at(-1)
  if (last?.kind === kind) last.text += text
  else pieces.push({ kind, text })
}

function tokens(text: string): string[] {
  return text.match(/\p{Script=Han}|[\p{L}\p{N}]+(?:[.,][\p{N}]+)*|\s+|[^\p{L}\p{N}\s]/gu) ?? []
}
