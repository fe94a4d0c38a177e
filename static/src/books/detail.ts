import type { Proposal } from './shapes'

/** A detail of what is proposed, by the name the command has for it. */
export const detail = ({ details }: Proposal, name: string): { number?: number; text?: string } => details?.find((one) => one.name === name) ?? {}
