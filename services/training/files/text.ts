/** Bytes of a text file → text, whichever of the four ways of Windows and the web it was written in. */

/** Bytes that are looked at to tell one way from another. */
const SAMPLE = 4096;

/** UTF-8 with or without a mark, UTF-16 either way round, else Windows-1252; null where it is no text. */
export function textOf(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return decode(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decode(bytes, 'utf-16be');
  const unmarked = utf16(bytes);
  if (unmarked) return decode(bytes, unmarked);
  if (isBinary(bytes)) return null;
  if (first === 0xef && second === 0xbb && third === 0xbf) return decode(bytes, 'utf-8');
  return strictUtf8(bytes) ?? windows1252(bytes);
}

const decode = (bytes: Uint8Array, encoding: string) => new TextDecoder(encoding).decode(bytes);

/** The 32 places in which it differs from Latin-1; a dot where it has nothing. */
const WINDOWS = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ';

/** Some versions of Node decode it as Latin-1, in which dashes and curly quotes are lost. */
const windows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, odd => WINDOWS[odd.charCodeAt(0) - 0x80] ?? '');

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** English text in UTF-16 has a zero in every second byte. */
function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, SAMPLE);
  const zerosAt = (parity: number) =>
    sample.filter((byte, index) => byte === 0 && index % 2 === parity).length / (sample.length / 2);
  if (sample.length < 4) return null;
  if (zerosAt(1) > 0.7 && zerosAt(0) < 0.1) return 'utf-16le';
  return zerosAt(0) > 0.7 && zerosAt(1) < 0.1 ? 'utf-16be' : null;
}

/** A stray zero happens in exports; more than a few control characters are no text. */
function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  const odd = sample.filter(byte => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length;
  return odd > Math.max(2, sample.length * 0.02);
}
