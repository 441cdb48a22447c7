import './theme/mantine-styles.js';
import 'uplot/dist/uPlot.min.css';
import './theme/tokens.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { createQueryClient } from './query-client.js';
import { createAppRouter } from './router.js';
import { theme } from './theme/theme.js';

/** Composes the application: theme, server state, pages. */
export function App() {
  const [{ queryClient, router }] = useState(() => {
    const client = createQueryClient(() => void parts.router.invalidate());
    const parts = { queryClient: client, router: createAppRouter(client) };
    return parts;
  });
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
