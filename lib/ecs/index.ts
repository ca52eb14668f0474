/**
 * Constructs on aws-cdk-lib: a class for each ECS network mode, and what checks a CDK tree.
 *
 * @packageDocumentation
 */

export { AwsvpcPort, BridgePort, HostPort, NatPort } from '../core/values/port-mapping';
export { type TaskInput } from '../core/ecs/task-input';
export { defineTask } from '../core/reading/define-task';
export { Port, PortRange } from '../core/values/port';
export * from './tasks/awsvpc-container';
export * from './services/awsvpc-service';
export * from './tasks/awsvpc-task-definition';
export * from './tasks/bridge-container';
export * from './services/bridge-service';
export * from './tasks/bridge-task-definition';
export * from './tasks/capability-report';
export { ContainerLink } from './tasks/container-link';
export { type ConnectOffer, type ConnectProps } from './wiring/connect';
export * from './capacity/container-instances';
export { type DiscoverProps } from './wiring/discover';
export { type RunnableTaskDefinition } from './tasks/existing-task-definition';
export * from './tasks/external-bridge-task-definition';
export * from './tasks/external-host-task-definition';
export * from './tasks/external-none-task-definition';
export * from './services/external-service';
export * from './tasks/external-windows-task-definition';
export * from './services/fargate-awsvpc-service';
export * from './tasks/fargate-awsvpc-task-definition';
export { type FromTaskOptions } from './tasks/from-task';
export * from './tasks/host-container';
export * from './services/host-service';
export * from './tasks/host-task-definition';
export { type ListenProps, type PortListener } from './wiring/listen-props';
export * from './services/managed-awsvpc-service';
export * from './tasks/managed-awsvpc-task-definition';
export * from './services/managed-host-service';
export * from './tasks/managed-host-task-definition';
export * from './tasks/nat-container';
export { NetworkValidation } from './tree/network-validation';
export { NoneContainer, type NoneContainerProps } from './tasks/none-container';
export * from './services/none-service';
export * from './tasks/none-task-definition';
export { PortHandle } from './tasks/port-handle';
export * from './services/run-task-command';
export * from './tasks/task-options';
export * from './wiring/task-endpoints';
export { readStage } from './tree/template-check';
export * from './services/windows-awsvpc-service';
export * from './tasks/windows-awsvpc-task-definition';
export * from './services/windows-service';
export { type WindowsOptions } from './tasks/windows-task';
export * from './tasks/windows-task-definition';
export { type WiredService } from './services/wired-service';
export * from './services/wired-ec2-service';
export * from './services/wired-fargate-service';
