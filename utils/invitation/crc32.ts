const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  }
  return remainder;
});

/** CRC-32 (ISO-HDLC, as in zip) of an ASCII text, as eight hexadecimal digits. Finds accidents, not attacks. */
export function crc32(text: string): string {
  let remainder = 0xffffffff;
  for (let index = 0; index < text.length; index++) {
    remainder = (remainder >>> 8) ^ (table[(remainder ^ text.charCodeAt(index)) & 0xff] ?? 0);
  }
  return ((remainder ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}
