import type { Buffer } from "node:buffer";
import { CliError } from "../../errors.ts";
import type { ContentPart } from "../../providers/chat-request.ts";
import { readGivenFile } from "../given-file.ts";

/** Bytes. Venice takes images of 25 MB, in requests of 35 MB (github.com/veniceai/skills, venice-chat, venice-errors). */
const largest = { image: 25 * 1024 * 1024, all: 24 * 1024 * 1024 };

/**
 * The images that --image names, as parts of a message: files as they are, addresses as addresses, which the provider then
 * fetches itself.
 *
 * @throws CliError "input-file-unreadable", "image-unknown-type" or "images-too-large"
 */
export function readImages(images: readonly string[], cwd: string): ContentPart[] {
  let size = 0;
  return images.map((image) => {
    const isAddress = /^(https?:\/\/|data:image\/)/i.test(image) && URL.canParse(image);
    const url = isAddress ? image : dataUrl(image, cwd);
    size += isAddress ? 0 : url.length;
    // A third of it is what base64 adds.
    if (size > (largest.all * 4) / 3) throw new CliError("images-too-large", { limit: largest.all });
    return { type: "image_url", image_url: { url } };
  });
}

function dataUrl(path: string, cwd: string): string {
  const read = readGivenFile(path, cwd, largest.image);
  if ("reason" in read) throw new CliError("input-file-unreadable", { flag: "--image", path, reason: read.reason });
  const type = imageType(read.bytes);
  if (type === undefined) throw new CliError("image-unknown-type", { path, types: Object.keys(beginnings) });
  return `data:image/${type};base64,${read.bytes.toString("base64")}`;
}

/** How files begin of the types that Venice takes. What their names end in says nothing. */
const beginnings: Readonly<Record<string, readonly RegExp[]>> = {
  png: [/^\x89PNG\r\n\x1a\n/],
  jpeg: [/^\xff\xd8\xff/],
  webp: [/^RIFF.{4}WEBP/s],
  heic: [/^.{4}ftyp(heic|heix|hevc|mif1|msf1)/s],
  avif: [/^.{4}ftypavi[fs]/s],
};

function imageType(bytes: Buffer): string | undefined {
  const beginning = bytes.toString("latin1", 0, 16);
  return Object.keys(beginnings).find((type) => beginnings[type]?.some((pattern) => pattern.test(beginning)));
}
