/** The printed forms of what the models answer. Findings of a check are printed without the models, so they are not here. */
export { changeData, changeLines } from './change-report';
export { dialData, dialsMarkdown, dialsText } from './dial-report';
export { fidelityData, fidelityMarkdown, fidelityText } from './fidelity-report';
export { flowsData, flowsText } from './flow-report';
export { inventoryData, inventoryText } from './inventory-report';
export { messageData, messageText } from './message-report';
export { networkPathData, networkPathsMarkdown, networkPathsText } from './network-path-report';
export { reachData, reachMarkdown, reachText, verdictData, verdictText } from './reach-report';
export { ruleData, ruleListText, ruleMarkdown, ruleText } from './rule-report';
export {
  serviceFlowData,
  serviceFlowsText,
  serviceReachData,
  serviceReachMarkdown,
  serviceReachText,
} from './service-reach-report';
export { swarmPathData, swarmPathsText } from './swarm-report';
