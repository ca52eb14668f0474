/** Pages that rules are made from. */
const API = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';
const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';

export const API_PORT_MAPPING = `${API}/API_PortMapping.html`;
export const API_CONTAINER = `${API}/API_ContainerDefinition.html`;
export const API_TASK = `${API}/API_TaskDefinition.html`;
export const API_SERVICE = `${API}/API_CreateService.html`;
export const API_SYSTEM_CONTROL = `${API}/API_SystemControl.html`;
export const API_HEALTH_CHECK = `${API}/API_HealthCheck.html`;
export const API_DEPENDENCY = `${API}/API_ContainerDependency.html`;
export const API_AWSVPC = `${API}/API_AwsVpcConfiguration.html`;
export const API_REGISTRY = `${API}/API_ServiceRegistry.html`;
export const API_CONNECT = `${API}/API_ServiceConnectService.html`;
export const API_ALIAS = `${API}/API_ServiceConnectClientAlias.html`;
export const API_DEPLOYMENT = `${API}/API_DeploymentConfiguration.html`;
export const API_LOAD_BALANCER = `${API}/API_LoadBalancer.html`;

export const GUIDE_ANYWHERE = `${GUIDE}/ecs-anywhere.html`;
export const GUIDE_AWSVPC = `${GUIDE}/task-networking-awsvpc.html`;
export const GUIDE_CONNECT = `${GUIDE}/service-connect.html`;
export const GUIDE_DAEMON = `${GUIDE}/ecs_services.html`;
export const GUIDE_INTERCONNECT = `${GUIDE}/interconnecting-services.html`;
export const GUIDE_DISCOVERY = `${GUIDE}/service-discovery.html`;
export const GUIDE_EVENTS = `${GUIDE}/service-event-messages-list.html`;
export const GUIDE_EXEC = `${GUIDE}/ecs-exec.html`;
export const GUIDE_FARGATE_NETWORK = `${GUIDE}/fargate-task-networking.html`;
export const GUIDE_LOAD_BALANCER = `${GUIDE}/service-load-balancing.html`;
export const GUIDE_MANAGED = `${GUIDE}/ManagedInstances.html`;
export const GUIDE_NETWORK_MODES = `${GUIDE}/task-networking.html`;
export const GUIDE_PARAMETERS = `${GUIDE}/task_definition_parameters.html`;
export const GUIDE_QUOTAS = `${GUIDE}/service-quotas.html`;
export const GUIDE_TRUNKING = `${GUIDE}/container-instance-eni.html`;
export const GUIDE_WINDOWS = `${GUIDE}/windows_task_definitions.html`;
export const GUIDE_WINDOWS_BOOT = `${GUIDE}/bootstrap_windows_container_instance.html`;

export const GUIDE_ENDPOINTS = `${GUIDE}/vpc-endpoints.html`;
export const GUIDE_INITIALIZATION_ERROR = `${GUIDE}/resource-initialization-error.html`;
export const GUIDE_OUTBOUND = `${GUIDE}/networking-outbound.html`;
export const GUIDE_PULL_ERROR = `${GUIDE}/task_cannot_pull_image.html`;
const ELB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest';

export const API_ACTION = `${ELB}/APIReference/API_Action.html`;
export const API_BALANCER = `${ELB}/APIReference/API_CreateLoadBalancer.html`;
export const API_BALANCER_ATTRIBUTE = `${ELB}/APIReference/API_LoadBalancerAttribute.html`;
export const API_CONDITION = `${ELB}/APIReference/API_RuleCondition.html`;
export const API_LISTENER = `${ELB}/APIReference/API_CreateListener.html`;
export const API_REDIRECT = `${ELB}/APIReference/API_RedirectActionConfig.html`;
export const API_RULE = `${ELB}/APIReference/API_CreateRule.html`;
export const API_TARGET_ATTRIBUTE = `${ELB}/APIReference/API_TargetGroupAttribute.html`;
export const API_TARGET_GROUP = `${ELB}/APIReference/API_CreateTargetGroup.html`;
export const GUIDE_BALANCER_LIMITS = `${ELB}/application/load-balancer-limits.html`;

export const GUIDE_GROUP_TARGETS =
  'https://docs.aws.amazon.com/autoscaling/ec2/userguide/getting-started-elastic-load-balancing.html';

const CLOUD_MAP = 'https://docs.aws.amazon.com/cloud-map/latest/api';

export const API_DISCOVERY = `${CLOUD_MAP}/API_CreateService.html`;
export const API_DISCOVERY_CHECK = `${CLOUD_MAP}/API_HealthCheckConfig.html`;
export const API_DISCOVERY_RECORD = `${CLOUD_MAP}/API_DnsRecord.html`;

const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';

export const API_PERMISSION = `${EC2}/API_IpPermission.html`;
export const API_INGRESS = `${EC2}/API_AuthorizeSecurityGroupIngress.html`;
export const GUIDE_SUBNET_SIZE = 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html';

/** A rule of cdk-preflight, whose failing template was deployed to AWS and whose error message is quoted there. */
export function preflight(rule: string, service = 'ecs'): string {
  return `https://github.com/badmintoncryer/cdk-preflight/blob/main/rules/${service}/${rule}/meta.yaml`;
}

/** A file of the Amazon ECS agent. */
export function agent(path: string): string {
  return `https://github.com/aws/amazon-ecs-agent/blob/v1.105.1/${path}`;
}

export function issue(repository: string, number: number): string {
  return `https://github.com/${repository}/issues/${number}`;
}
