/**
 * Writes lib/core/ecs/network-interfaces.json from two tables of AWS as CSV:
 *   node scripts/network-interfaces.cjs ec2-eni-limits.csv ecs-eni-trunking.csv
 * The first has a header, and of each instance type the network interfaces and the awsvpc tasks that they leave room for
 * (instance_type, max_enis, tasks_awsvpc_no_trunk, ...); the second the tasks without and with trunking (type, tasks, trunked).
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const [limits, trunking] = process.argv.slice(2);
if (limits === undefined || trunking === undefined) {
  console.error('usage: node scripts/network-interfaces.cjs EC2_ENI_LIMITS.csv ECS_ENI_TRUNKING.csv');
  process.exit(2);
}
const rows = (path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(','))
    .filter(([type]) => type !== undefined && type.includes('.'));

const types = new Map();
for (const [type, , tasks] of rows(limits)) types.set(type, { plain: Number(tasks) });
// where the two differ, ECS says what it does; it has a negative number for a type that takes no trunk
for (const [type, plain, trunked] of rows(trunking).map(([name, ...numbers]) => [name, ...numbers.map(Number)])) {
  types.set(type, trunked > 0 ? { plain, trunking: trunked } : { plain });
}
const sorted = [...types].sort(([a], [b]) => (a < b ? -1 : 1));
const lines = sorted.map(([type, density]) => `  ${JSON.stringify(type)}: ${JSON.stringify(density)}`);
writeFileSync(join(__dirname, '../lib/core/ecs/network-interfaces.json'), `{\n${lines.join(',\n')}\n}\n`);
console.log(`${sorted.length} instance types`);
