import { type Plan, type PlanInput, type Remarks } from './plan';
import { planBlocks } from './plan-blocks';
import { planLinks } from './plan-links';

/** Works out what follows from everything on an engine. */
export function makePlan(input: PlanInput): Plan {
  const remarks: Remarks = { problems: [], warnings: [] };
  const blocks = planBlocks(input, remarks);
  return { blocks, ...planLinks(input, blocks, remarks), ...remarks };
}
