/** The bytes of a key in base64url, without padding, as servers give it and browsers want it. */
export function keyBytes(key: string): Uint8Array<ArrayBuffer> {
  const padded = key.replaceAll('-', '+').replaceAll('_', '/').padEnd(Math.ceil(key.length / 4) * 4, '=')
  return Uint8Array.from(atob(padded), (character) => character.charCodeAt(0))
}
