export { defineTask } from '../core/reading/define-task';
export { type ContainerInput, type TaskInput } from '../core/ecs/task-input';
export { AwsvpcPort, BridgePort, HostPort, NatPort } from '../core/values/port-mapping';
export { Port, PortRange } from '../core/values/port';
export * from './network/cluster';
export * from './network/container-instances';
export * from './network/application-load-balancer';
export { type BaseListenerProps, LoadBalancer, type LoadBalancerProps } from './network/load-balancer';
export * from './network/managed-instances';
export * from './network/network-load-balancer';
export * from './network/namespace';
export * from './network/security-group';
export * from './services/awsvpc-service';
export * from './services/bridge-service';
export * from './services/connectable-service';
export * from './services/fargate-awsvpc-service';
export * from './services/host-service';
export {
  type Ec2ServiceProps,
  type InterfaceProps,
  type PlacementConstraint,
  type PlacementProps,
} from './services/launch';
export * from './services/external-service';
export * from './services/managed-awsvpc-service';
export * from './services/managed-host-service';
export * from './services/run-task-command';
export * from './services/windows-awsvpc-service';
export * from './services/windows-service';
export * from './services/none-service';
export * from './services/service';
export * from './services/wired-service';
export * from './tasks/awsvpc-task-definition';
export * from './tasks/bridge-task-definition';
export * from './tasks/fargate-awsvpc-task-definition';
export * from './tasks/host-task-definition';
export * from './tasks/none-task-definition';
export * from './tasks/external-bridge-task-definition';
export * from './tasks/external-host-task-definition';
export * from './tasks/external-none-task-definition';
export * from './tasks/external-windows-task-definition';
export * from './tasks/managed-awsvpc-task-definition';
export * from './tasks/managed-host-task-definition';
export * from './tasks/windows-task-definition';
export * from './tasks/windows-awsvpc-task-definition';
export { PortHandle } from './tasks/port-handle';
export * from './tasks/task-container';
export { type EnterableTaskDefinitionProps, TaskDefinition, type TaskDefinitionProps } from './tasks/task-definition';
export * from './tree/aws-resource';
export * from './tree/network-validation';
