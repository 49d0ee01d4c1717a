import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const RGBA = 6;
const PALETTE = 3;

/** Predictors of the format by number: what a byte is likely to be, from left, above and both. */
function predicted(filter, left, above, corner) {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const near = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((one) => Math.abs(near - one));
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Pixels of a PNG with 8 bits for each of red, green, blue and opacity. Throws for any other. */
function readPixels(png) {
  let at = SIGNATURE.length;
  let header;
  const packed = [];
  while (at < png.length) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') header = data;
    if (name === 'IDAT') packed.push(data);
    at += length + 12;
  }
  if (header?.[8] !== 8 || header[9] !== RGBA || header[12] !== 0)
    throw new Error('not a plain RGBA picture');
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const raw = inflateSync(Buffer.concat(packed));
  const row = width * 4;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)];
    for (let x = 0; x < row; x += 1) {
      const here = y * row + x;
      const left = x < 4 ? 0 : pixels[here - 4];
      const above = y === 0 ? 0 : pixels[here - row];
      const corner = x < 4 || y === 0 ? 0 : pixels[here - row - 4];
      pixels[here] = raw[y * (row + 1) + 1 + x] + predicted(filter, left, above, corner);
    }
  }
  return { width, height, pixels };
}

/** How far apart two colours are to the eye, roughly: what cannot be seen through does not count. */
function distance(one, other) {
  let sum = (one[3] - other[3]) ** 2;
  for (let part = 0; part < 3; part += 1) sum += ((one[part] * one[3] - other[part] * other[3]) / 255) ** 2;
  return sum;
}

/**
 * The colours that stand for all others: the most frequent first, each next one where it helps the most.
 * @param colours [red, green, blue, opacity] with how often they occur
 */
function choosePalette(colours, most) {
  const chosen = [];
  const far = colours.map(() => Infinity);
  while (chosen.length < Math.min(most, colours.length)) {
    let best = 0;
    let worth = -1;
    for (const [index, { count }] of colours.entries()) {
      const gain = Math.min(far[index], 1e6) * Math.sqrt(count);
      if (gain > worth) [best, worth] = [index, gain];
    }
    if (worth <= 0) break;
    const { colour } = colours[best];
    chosen.push(colour);
    for (const [index, one] of colours.entries())
      far[index] = Math.min(far[index], distance(one.colour, colour));
  }
  // Those that can be seen through come first: the list of opacities then ends with the last of them.
  return chosen.toSorted((one, other) => one[3] - other[3]);
}

function chunk(name, data) {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(name, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}

/**
 * The same picture with a palette of at most `most` colours, some three times smaller than browsers write it. Flat
 * drawings with soft edges lose nothing that can be seen.
 */
export function slimPng(png, most = 48) {
  const { width, height, pixels } = readPixels(png);
  const counted = new Map();
  const keyAt = (at) => (pixels[at + 3] === 0 ? 0 : pixels.readUInt32BE(at));
  for (let at = 0; at < pixels.length; at += 4) counted.set(keyAt(at), (counted.get(keyAt(at)) ?? 0) + 1);
  const colours = [...counted].map(([key, count]) => ({
    colour: [key >>> 24, (key >>> 16) & 255, (key >>> 8) & 255, key & 255],
    key,
    count,
  }));
  const palette = choosePalette(colours, most);
  const indexOf = new Map(
    colours.map(({ colour, key }) => {
      const distances = palette.map((one) => distance(one, colour));
      return [key, distances.indexOf(Math.min(...distances))];
    }),
  );
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = indexOf.get(keyAt((y * width + x) * 4));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, PALETTE, 0, 0, 0], 8);
  const seeThrough = palette.filter((colour) => colour[3] < 255).map((colour) => colour[3]);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => colour.slice(0, 3)))),
    ...(seeThrough.length > 0 ? [chunk('tRNS', Buffer.from(seeThrough))] : []),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
