import type { Profile } from '../api/shapes'

/** A profile as it is sent back: all that the person has said, without what the server adds. */
export function profileBody({ needs, offers, role, territories, languages, budget, deadline, hours, min, max }: Profile) {
  return { needs, offers, role, territories, languages, budget, ...(deadline && { deadline }), hours, min, max }
}
