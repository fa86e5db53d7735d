/** What the system's error codes mean; the code itself where it is not among these. */
const systemReasons: Readonly<Record<string, string>> = {
  EACCES: "permission refusée",
  EPERM: "le système ne le permet pas",
  EROFS: "le système de fichiers est en lecture seule",
  ENOSPC: "le disque est plein",
  EDQUOT: "le quota du disque est épuisé",
  EFBIG: "il dépasserait la taille que le système permet",
  ENOENT: "il n'existe pas",
  "no-folder": "ce dossier n'existe pas",
  ENOTDIR: "une partie du chemin n'est pas un dossier",
  EISDIR: "c'est un dossier",
  EBUSY: "un autre programme l'utilise",
  ELOOP: "ses liens symboliques tournent en rond",
  EMFILE: "trop de fichiers sont ouverts",
  "too-large": "il est trop grand",
  EIO: "le disque signale une erreur",
  EEXIST: "autre chose s'y trouve déjà",
  EINVAL: "le système ne l'accepte pas",
};

const kinds: Readonly<Record<string, string>> = {
  null: "null",
  folder: "un dossier",
  pipe: "un tube nommé",
  socket: "un socket",
  device: "un périphérique",
  link: "un lien symbolique",
  array: "une liste",
  object: "un objet",
  string: "un texte",
  number: "un nombre",
  boolean: "true ou false",
};
/** The kind in words. */
export const kindName = (name: string) => kinds[name] ?? name;
/** Why something could not be read or written, by the system's error code or the kind of thing in the way. */
export const reason = (code: string) => systemReasons[code] ?? (kinds[code] ? `c'est ${kinds[code]}` : code);
