import { applyChanges } from "../../src/config/apply-changes.ts";
import { configEditor } from "../../src/config/config-editor.ts";
import { checkEdit } from "../../src/config/json5/check.ts";
import { editJson5 } from "../../src/config/json5/edit.ts";

/** The parts of the program through which an edit reaches a file; copies of it are made with a mistake planted in them. */
export const editingParts = { applyChanges, configEditor, checkEdit, editJson5 };
