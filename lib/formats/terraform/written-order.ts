/**
 * A configuration in the order in which CDK for Terraform writes it into `cdk.tf.json`: keys by the alphabet. What is judged
 * before it is written names the two parties of a finding as they are named when the file is read.
 */
export function inWrittenOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inWrittenOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, inWrittenOrder(inner)]),
  );
}
