/** Kinds of files that a local run can be written as. */
export const LOCAL_FORMATS = ['compose', 'terraform'] as const;

/** A kind of file that a local run can be written as. */
export type LocalFormat = (typeof LOCAL_FORMATS)[number];
