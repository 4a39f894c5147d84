/** Opens a zip that somebody sent: what is in it by its directory, no more than is wanted, and never a bomb. */
import { crc32, inflateRawSync } from 'node:zlib';
import { CollateError } from '../../errors.ts';

export interface ZipFile {
  path: string;
  bytes: Uint8Array;
}

interface Entry {
  path: string;
  method: number;
  isEncrypted: boolean;
  packedSize: number;
  unpackedSize: number;
  at: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** A workbook of 20,000 rows has some dozens of files. */
const MAX_ENTRIES = 2000;
/** A directory's end and the longest comment after it. */
const END_REACH = 22 + 65_535;
/** Sizes and places at which only zip64 goes on; no workbook that we take is so large. */
const ZIP64 = 0xffffffff;

/** True for what begins as a zip does. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length > 4 && bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

/**
 * The names of the files in a zip, by its directory.
 * @throws CollateError `file_unreadable`
 */
export function zipPaths(bytes: Uint8Array): string[] {
  return directory(bytes).map(({ path }) => path);
}

/**
 * Unpacks the wanted files. What the directory says of sizes is not believed: unpacking itself stops at the limit.
 * @param maxUnpacked bytes that all wanted files may come to
 * @throws CollateError `file_unreadable`, `file_too_large`
 */
export function unzip(
  bytes: Uint8Array,
  { wanted, maxUnpacked }: { wanted: (path: string) => boolean; maxUnpacked: number },
): ZipFile[] {
  const entries = directory(bytes).filter(({ path }) => wanted(path));
  let left = maxUnpacked;
  if (entries.reduce((sum, { unpackedSize }) => sum + unpackedSize, 0) > left) throw tooMuch();
  return entries.map(entry => {
    const file = { path: entry.path, bytes: unpack(bytes, entry, left) };
    left -= file.bytes.length;
    return file;
  });
}

/** The same files as a zip without compression, in which directory and contents say the same. */
export function rezip(files: readonly ZipFile[]): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const { path, bytes } of files) {
    const name = Buffer.from(path, 'utf8');
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(bytes), 0);
    sizes.writeUInt32LE(bytes.length, 4);
    sizes.writeUInt32LE(bytes.length, 8);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(LOCAL, 0);
    local.writeUInt16LE(20, 4);
    sizes.copy(local, 14);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    sizes.copy(central, 16);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    locals.push(local, name, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    centrals.push(central, name);
    at += local.length + name.length + bytes.length;
  }
  const listing = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, listing, end]);
}

function directory(bytes: Uint8Array): Entry[] {
  const view = bufferOf(bytes);
  const end = view.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > view.length || view.length - end > END_REACH) throw damaged();
  const count = view.readUInt16LE(end + 10);
  let at = view.readUInt32LE(end + 16);
  if (count > MAX_ENTRIES || at === ZIP64) throw tooMuch();
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== CENTRAL) throw damaged();
    const nameLength = view.readUInt16LE(at + 28);
    entries.push({
      isEncrypted: (view.readUInt16LE(at + 8) & 1) === 1,
      method: view.readUInt16LE(at + 10),
      packedSize: view.readUInt32LE(at + 20),
      unpackedSize: view.readUInt32LE(at + 24),
      at: view.readUInt32LE(at + 42),
      path: view.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(bytes: Uint8Array, entry: Entry, limit: number): Uint8Array {
  const view = bufferOf(bytes);
  const { at, packedSize, method, isEncrypted } = entry;
  if (isEncrypted) {
    throw new CollateError('file_unreadable', 'The file is protected with a password. Save it without one.');
  }
  if (at + 30 > view.length || view.readUInt32LE(at) !== LOCAL) throw damaged();
  const start = at + 30 + view.readUInt16LE(at + 26) + view.readUInt16LE(at + 28);
  if (start + packedSize > view.length) throw damaged();
  const packed = view.subarray(start, start + packedSize);
  if (method === 0 && packed.length <= limit) return packed;
  if (method !== 0 && method !== 8) throw damaged();
  if (method === 0 || limit < 1) throw tooMuch();
  try {
    return inflateRawSync(packed, { maxOutputLength: limit });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooMuch() : damaged();
  }
}

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const damaged = (): CollateError =>
  new CollateError(
    'file_unreadable',
    'The file is damaged or only part of it arrived. Open it, save it again as .xlsx or .csv, and send that.',
  );

const tooMuch = () =>
  new CollateError(
    'file_too_large',
    'The file unpacks to far more than a table of training figures. Copy the table to a new workbook, and send that.',
  );
