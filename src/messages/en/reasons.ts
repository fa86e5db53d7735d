/** What the system's error codes mean; the code itself where it is not among these. */
const systemReasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "the system does not allow it",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "it would be larger than the system allows",
  ENOENT: "it does not exist",
  "no-folder": "there is no such folder",
  ENOTDIR: "a part of the path is not a folder",
  EISDIR: "it is a folder",
  EBUSY: "another program holds it",
  ELOOP: "its symbolic links go in a circle",
  EMFILE: "too many files are open",
  "too-large": "it is too large",
  EIO: "the disk reports an error",
  EEXIST: "something else is there already",
  EINVAL: "the system does not take it",
};

/** The kinds of values in a config, and of what is no file. */
const kinds: Readonly<Record<string, string>> = {
  null: "null",
  folder: "a folder",
  pipe: "a named pipe",
  socket: "a socket",
  device: "a device",
  link: "a symbolic link",
  array: "a list",
  object: "an object",
  string: "a text",
  number: "a number",
  boolean: "true or false",
};
/** The kind in words. */
export const kindName = (name: string) => kinds[name] ?? name;
/** Why something could not be read or written, by the system's error code or the kind of thing in the way. */
export const reason = (code: string) => systemReasons[code] ?? (kinds[code] ? `it is ${kinds[code]}` : code);
