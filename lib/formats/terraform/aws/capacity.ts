import { isData, Named, Reference } from '../../../core/reading/field';
import { blockOf, type Block } from '../configuration/block';
import { nameOfValue, plain } from '../language/value';
import { bound } from './ecs';
import { type Maker } from './made';
import { type Shape, type Shaper } from './shape';

/** Launch templates, Auto Scaling groups and instances. */
export function capacityMakers(
  shaper: Shaper,
  find: (address: string) => Block | undefined,
): Readonly<Record<string, Maker>> {
  const { list, only } = bound(shaper);
  const image = (value: unknown): unknown => imageOf(value, find) ?? shaper.value(value);
  /** Interfaces that an instance is given; a state has the primary one of every instance, next to its subnet. */
  const interfacesOf = (values: unknown): unknown => {
    if (!isData(values)) return undefined;
    const attached = list({ NetworkInterfaceId: 'network_interface_id', DeviceIndex: 'device_index' });
    const given: unknown = values['network_interface'];
    if (isGiven(given) && !(Array.isArray(given) && given.length === 0)) return attached(given);
    const primary: unknown = values['primary_network_interface'];
    return isGiven(primary) && !isGiven(values['subnet_id']) ? attached(primary) : undefined;
  };
  const specification: Shape = { LaunchTemplateId: 'id', LaunchTemplateName: 'name', Version: 'version' };
  const mixed: Shape = {
    LaunchTemplateId: 'launch_template_id',
    LaunchTemplateName: 'launch_template_name',
    Version: 'version',
  };
  const launched: Shape = {
    ImageId: ['image_id', image],
    InstanceType: 'instance_type',
    UserData: ['user_data', (value) => script(shaper.value(value))],
    IamInstanceProfile: ['iam_instance_profile', () => ({})],
  };
  return {
    aws_launch_template: (values) => [
      {
        type: 'AWS::EC2::LaunchTemplate',
        properties: shaper.object(values, {
          LaunchTemplateName: 'name',
          LaunchTemplateData: [
            '',
            (whole) =>
              isData(whole)
                ? shaper.object(whole, {
                    ...launched,
                    SecurityGroupIds: 'vpc_security_group_ids',
                    NetworkInterfaces: [
                      'network_interfaces',
                      list({
                        Groups: 'security_groups',
                        SubnetId: 'subnet_id',
                        AssociatePublicIpAddress: 'associate_public_ip_address',
                      }),
                    ],
                  })
                : undefined,
          ],
        }),
      },
    ],
    aws_launch_configuration: (values) => [
      {
        type: 'AWS::AutoScaling::LaunchConfiguration',
        properties: shaper.object(values, {
          ...launched,
          LaunchConfigurationName: 'name',
          SecurityGroups: 'security_groups',
          AssociatePublicIpAddress: 'associate_public_ip_address',
        }),
      },
    ],
    aws_autoscaling_group: (values) => [
      {
        type: 'AWS::AutoScaling::AutoScalingGroup',
        properties: shaper.object(values, {
          AutoScalingGroupName: 'name',
          MinSize: 'min_size',
          MaxSize: 'max_size',
          DesiredCapacity: 'desired_capacity',
          HealthCheckType: 'health_check_type',
          AvailabilityZones: 'availability_zones',
          NewInstancesProtectedFromScaleIn: 'protect_from_scale_in',
          VPCZoneIdentifier: 'vpc_zone_identifier',
          TargetGroupARNs: 'target_group_arns',
          LoadBalancerNames: 'load_balancers',
          TrafficSources: ['traffic_source', list({ Identifier: 'identifier', Type: 'type' })],
          LaunchConfigurationName: 'launch_configuration',
          LaunchTemplate: ['launch_template', only(specification)],
          MixedInstancesPolicy: [
            'mixed_instances_policy',
            only({
              LaunchTemplate: [
                'launch_template',
                only({
                  LaunchTemplateSpecification: ['launch_template_specification', only(mixed)],
                  Overrides: ['override', list({ InstanceType: 'instance_type' })],
                }),
              ],
            }),
          ],
        }),
      },
    ],
    aws_autoscaling_attachment: (values) => [
      {
        type: 'Terraform::AutoScaling::Attachment',
        properties: shaper.object(values, {
          AutoScalingGroupName: 'autoscaling_group_name',
          // the other name is that of provider versions before 5
          TargetGroupARN: isGiven(values['lb_target_group_arn']) ? 'lb_target_group_arn' : 'alb_target_group_arn',
        }),
      },
    ],
    aws_autoscaling_traffic_source_attachment: (values) => [
      {
        type: 'Terraform::AutoScaling::Attachment',
        properties: shaper.object(values, {
          AutoScalingGroupName: 'autoscaling_group_name',
          TrafficSources: ['traffic_source', list({ Identifier: 'identifier', Type: 'type' })],
        }),
      },
    ],
    aws_autoscaling_schedule: (values) => [
      {
        type: 'AWS::AutoScaling::ScheduledAction',
        properties: shaper.object(values, {
          AutoScalingGroupName: 'autoscaling_group_name',
          MinSize: ['min_size', notUnset],
          MaxSize: ['max_size', notUnset],
          DesiredCapacity: ['desired_capacity', notUnset],
        }),
      },
    ],
    aws_instance: (values) => [
      {
        type: 'AWS::EC2::Instance',
        properties: shaper.object(values, {
          ...launched,
          ImageId: ['ami', image],
          SubnetId: 'subnet_id',
          SecurityGroupIds: 'vpc_security_group_ids',
          SourceDestCheck: 'source_dest_check',
          AssociatePublicIpAddress: 'associate_public_ip_address',
          NetworkInterfaces: ['', (whole) => interfacesOf(whole)],
          LaunchTemplate: ['launch_template', only(specification)],
        }),
      },
    ],
    aws_appautoscaling_target: (values) => [
      {
        type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        properties: shaper.object(values, {
          ResourceId: 'resource_id',
          ScalableDimension: 'scalable_dimension',
          ServiceNamespace: 'service_namespace',
          MinCapacity: 'min_capacity',
          MaxCapacity: 'max_capacity',
        }),
      },
    ],
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** The provider has -1 for what a schedule leaves as it is. */
function notUnset(value: unknown): unknown {
  const known = plain(value);
  return known === -1 ? undefined : known;
}

const LOOKED_UP = /data\.aws_(?:ssm_parameter|ami)\.[\w-]+(?:\[(?:\d+|"[^"]*")\])?/;

/** An image that is looked up: known by the name of the parameter, or by the names that are searched for. */
function imageOf(raw: unknown, find: (address: string) => Block | undefined): unknown {
  const value = plain(raw);
  const name = nameOfValue(value) ?? '';
  const block = value instanceof Reference ? blockOf(value) : find(LOOKED_UP.exec(name)?.[0] ?? '');
  if (block?.isData !== true) return undefined;
  const asked = block.type === 'aws_ssm_parameter' ? plain(block.value('name')) : searchedFor(block);
  return typeof asked === 'string' ? new Named(asked, `${name} is looked up by Terraform`) : undefined;
}

/** Families by how Amazon names its images. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/al2023-ami-ecs/, 'amazon-linux-2023'],
  [/amzn2-ami-ecs/, 'amazon-linux-2'],
  [/bottlerocket-aws-ecs/, 'bottlerocket'],
  [/Windows_Server.*ECS_Optimized/i, 'windows'],
];

function searchedFor(block: Block): string | undefined {
  const text = JSON.stringify([block.value('filter'), block.value('name_regex')].map(names));
  return FAMILIES.find(([pattern]) => pattern.test(text))?.[1];
}

function names(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(names);
  return isData(value) ? names(value['values']) : typeof value === 'string' ? value : null;
}

/** A script as it is, also where it stands there encoded, as in plans. */
function script(value: unknown): unknown {
  if (typeof value !== 'string' || !/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value))
    return value;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return text.includes('\uFFFD') ? value : text;
}
