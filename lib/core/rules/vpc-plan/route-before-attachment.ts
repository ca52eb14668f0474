import { inEach } from '../violations';
import { defineRule } from '../rule';

export const routeBeforeAttachment = defineRule<
  'vpcPlan',
  { route: string; gateway: string; attachments: readonly string[] }
>({
  id: 'route-before-attachment',
  subject: 'vpcPlan',
  effect: 'may go wrong',
  title: 'a route does not wait for the attachment of its gateway',
  why: 'both are made at the same time, and a route leads to a gateway only once that is attached to the VPC',
  broken:
    'where the route comes first it is refused: "route table rtb-… and network gateway igw-… belong to different networks", "InvalidTransitGatewayID.NotFound"',
  fix: ({ field, either }) =>
    either('let the route depend on the attachment', `name the attachment in ${field('dependsOn')} of the route`),
  fixFor:
    ({ route, attachments }) =>
    ({ either, dependOn }) =>
      either(`let ${route} depend on ${attachments.join(' or ')}`, dependOn(route, attachments[0] ?? '')),
  sources: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html',
    'https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/vpc_route.go',
  ],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ gateway, attachments }) =>
    `the route to ${gateway} is made without waiting for ${attachments.join(' or ')}, which attaches it to the VPC`,
  check: ({ hastyRoutes }) =>
    inEach(hastyRoutes, ({ at, gateway, attachments }) => ({
      at,
      facts: { route: at.path, gateway, attachments: attachments.map(({ path }) => path) },
      others: attachments,
    })),
});
