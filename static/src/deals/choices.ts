export const currencies = ['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'AED', 'SAR', 'KRW', 'KWD', 'CHF', 'SGD']
/** UNECE Recommendation 20 codes that cultural trade needs. */
export const units = ['C62', 'SET', 'E48', 'HUR', 'DAY', 'MON', 'MIN', 'MTR', 'KGM']
export const incoterms = ['EXW', 'FCA', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP', 'FAS', 'FOB', 'CFR', 'CIF']

/** The parts of a list as people type it, with the commas of any script. */
export const listed = (text: string) => text.split(/[,，、،\s]+/).filter(Boolean)
