import { scenario } from '../../scenario.js';

export const dynamic = 'force-dynamic';

export async function GET() {
  return Response.json(await scenario());
}
