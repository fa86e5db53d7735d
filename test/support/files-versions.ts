/** A file body that shows which version it is and whether it is whole. */
export function versionBytes(version: number, size: number): Buffer {
  return Buffer.from(`${version}\n${String(version % 10).repeat(size + (version % 7) * 100)}\n${version}`);
}

/** The version of such a body; an error that shows its ends when it is cut, mixed or empty. */
export function wholeVersion(bytes: Buffer, size: number): number {
  const version = Number.parseInt(bytes.toString("latin1", 0, 20), 10);
  if (!bytes.equals(versionBytes(version, size))) {
    throw new Error(`torn file of ${bytes.length} bytes: ${bytes.subarray(0, 20)} … ${bytes.subarray(-20)}`);
  }
  return version;
}
