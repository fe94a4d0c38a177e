/** The bands in which budgets and the value of a deal are told, in euros. */
export const budgets = ['under_50k', '50k_250k', '250k_1m', 'over_1m'] as const

/** The languages that are offered where somebody chooses one; any other can be written. */
export const spoken = ['zh', 'en', 'de', 'fr', 'es', 'ar', 'ja', 'ko', 'ru', 'pt', 'it', 'th', 'vi', 'pl', 'nl', 'tr'] as const
