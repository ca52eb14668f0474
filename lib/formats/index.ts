/**
 * Readers of what networks are written in: plain data in, the models of the core out.
 *
 * @packageDocumentation
 */

export { type CloudFormationOptions, readCloudFormation, type Template } from './cloudformation/reader';
export { type ComposeInput, type ComposeOptions, readCompose } from './compose/reader';
export { type ReadOptions } from './format';
export { type InputType } from './formats';
export { type Input, type InputFile, type InputOptions, type Spot, prepareInputs, readInputs } from './input';
export { coverageOf, type Coverage } from './coverage';
export { type Answer, type OpenResource, type Presence } from './presence';
export { findingsOf, type Problem, type Reading, type UnknownPart } from './reading';
export { type DroppedField } from '../core/reading/known-input';
export { type SecurityGroup } from './security-group';
export { type TaskForm, writeTask, type WrittenTask } from './ecs/write-task';
export { type ApiInput } from './task-definition/api-input';
export { readTaskDefinitions } from './task-definition/reader';
export { type TerraformOptions } from './terraform/configuration/options';
export { readTerraform, type TerraformInput } from './terraform/reader';
export { InputError, type Position } from './text/input-error';
export { type FurtherDocument } from './text/further-document';
