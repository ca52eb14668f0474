import { type TerraformInput } from './files';

/** What is known besides the files. */
export interface TerraformOptions {
  /** Values of variables by name. @default - each variable has its default, or no value */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /**
   * Values of variables from the environment, without `TF_VAR_`: any other value goes before them.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /** The files of a folder that is called as a module. @default - there are none but those given */
  readonly filesOf?: (folder: string) => readonly TerraformInput[];
  /** Text of a file that an expression names. @default - nothing is read that was not given */
  readonly load?: (file: string) => string | undefined;
}
