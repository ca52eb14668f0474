/**
 * The prefix lists that AWS keeps for its gateway endpoints, by their ids; these differ by region.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  s3: [
    'pl-63a5400a', // us-east-1
    'pl-7ba54012', // us-east-2
    'pl-6ba54002', // us-west-1
    'pl-68a54001', // us-west-2
    'pl-6da54004', // eu-west-1
    'pl-6ea54007', // eu-central-1
    'pl-6fa54006', // ap-southeast-1
    'pl-6ca54005', // ap-southeast-2
    'pl-61a54008', // ap-northeast-1
  ],
  dynamodb: [
    'pl-02cd2c6b', // us-east-1
    'pl-4ca54025', // us-east-2
    'pl-00a54069', // us-west-2
  ],
};

/** The service whose addresses a list holds; undefined for a list that is not one of those. */
export function managedPrefixList(id: string): string | undefined {
  return Object.keys(LISTS).find((service) => LISTS[service]?.includes(id));
}
