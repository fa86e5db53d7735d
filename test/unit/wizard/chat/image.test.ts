import { expect, test } from "vitest";
import { readImages } from "../../../../src/wizard/chat/image.ts";
import { createHome } from "../../../support/home.ts";
import { refusalOf } from "../../../support/refusal.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");
const beginnings = {
  png: bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
  jpeg: bytes("\xff\xd8\xff\xe0\0\x10JFIF"),
  webp: bytes("RIFF\x24\0\0\0WEBPVP8 "),
  heic: bytes("\0\0\0\x18ftypheic\0\0\0\0"),
  avif: bytes("\0\0\0\x1cftypavif\0\0\0\0"),
};

test.each(Object.entries(beginnings))("%s is known by how it begins, whatever it is called", (type, content) => {
  const home = createHome({ "picture.txt": content });
  expect(readImages(["picture.txt"], home.path)).toEqual([
    { type: "image_url", image_url: { url: `data:image/${type};base64,${content.toString("base64")}` } },
  ]);
});

test.each(["https://example.invalid/cat.jpg", "HTTP://example.invalid/cat", "data:image/png;base64,iVBORw0KGgo="])(
  "%s goes as it is",
  (url) => {
    expect(readImages([url], "/")).toEqual([{ type: "image_url", image_url: { url } }]);
  },
);

test("several are several, in their order", () => {
  const home = createHome({ "a.png": beginnings.png, "b.jpg": beginnings.jpeg });
  const urls = readImages(["b.jpg", "https://example.invalid/x", "a.png"], home.path);
  expect(urls).toMatchObject([
    { image_url: { url: expect.stringContaining("image/jpeg") } },
    { image_url: { url: "https://example.invalid/x" } },
    { image_url: { url: expect.stringContaining("image/png") } },
  ]);
});

test.each([
  [
    "a GIF, which Venice does not take",
    "a.gif",
    bytes("GIF89a\x01\0\x01\0"),
    "image-unknown-type",
    "png, jpeg, webp, heic, avif",
  ],
  ["a text", "a.png", "not an image", "image-unknown-type", "a.png is no image"],
  ["an empty file", "a.png", "", "image-unknown-type", "a.png is no image"],
  ["a film in the same box", "a.mp4", bytes("\0\0\0\x18ftypisom\0\0\0\0"), "image-unknown-type", "a.mp4"],
])("%s is refused", async (_, name, content, code, message) => {
  const home = createHome({ [name]: content });
  const refusal = await refusalOf(() => readImages([name], home.path));
  expect(refusal).toMatchObject({ code, exit: 2 });
  expect(refusal.message).toContain(message);
});

test("what is not there, or no file, is refused", async () => {
  const home = createHome({ "folder/a": "" });
  expect(await refusalOf(() => readImages(["b.png"], home.path))).toMatchObject({ code: "input-file-unreadable" });
  const refusal = await refusalOf(() => readImages(["folder"], home.path));
  expect(refusal.message).toBe("The file folder cannot be read: it is a folder.");
});

test("what is larger than the provider takes is refused: one image, and all of them together", async () => {
  const large = Buffer.concat([beginnings.png, Buffer.alloc(25 * 1024 * 1024)]);
  const half = Buffer.concat([beginnings.png, Buffer.alloc(13 * 1024 * 1024)]);
  const home = createHome({ "large.png": large, "half.png": half });
  const refusal = await refusalOf(() => readImages(["large.png"], home.path));
  expect(refusal.message).toContain("it is too large");
  expect(readImages(["half.png"], home.path)).toHaveLength(1);
  expect(await refusalOf(() => readImages(["half.png", "half.png"], home.path))).toMatchObject({
    code: "images-too-large",
  });
});
