// Installs what is missing and builds everything.
//   npm run build
import { build, install } from './workspace.mjs';

install();
build();
