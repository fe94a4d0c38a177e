/** One line of a verification: what was checked, how much of it, and what exactly is wrong with what. */
export type Finding = {
  check: Check
  /** `open`: it could not be checked with what is at hand. */
  verdict: 'holds' | 'wrong' | 'open'
  /** What the sentence speaks of: counts, names, hashes. */
  says: Record<string, string | number>
  /** Why it is wrong or open, and where. */
  why?: { code: string; says: Record<string, string | number> }
}

export type Check =
  | 'spelling'
  | 'headers'
  | 'chain'
  | 'leaves'
  | 'paths'
  | 'places'
  | 'versions'
  | 'states'
  | 'zero'
  | 'escrow'
  | 'totals'
  | 'signature'
  | 'key'
  | 'heads'
  | 'paper'
  | 'amounts'

/** What a check throws when something is wrong. */
export class Wrong extends Error {
  constructor(
    readonly code: string,
    readonly says: Record<string, string | number> = {},
  ) {
    super(`${code} ${JSON.stringify(says)}`)
  }
}

/** Runs one check and writes down what came of it. */
export async function look(check: Check, says: Finding['says'], run: () => void | Promise<void>): Promise<Finding> {
  try {
    await run()
    return { check, verdict: 'holds', says }
  } catch (failure) {
    if (failure instanceof Wrong) return { check, verdict: 'wrong', says, why: failure }
    throw failure
  }
}

/** Whether nothing is wrong; what could not be checked is not wrong. */
export const sound = (findings: Finding[]): boolean => findings.every(({ verdict }) => verdict !== 'wrong')
