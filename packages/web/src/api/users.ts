import type { CreateUserRequest, ListUsersResponse, User, UserPasswordResponse } from '@heartwood/server/contract';
import { queryOptions } from '@tanstack/react-query';
import { change, read } from './request.js';

const PATH = '/api/v1/users';

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: async ({ signal }): Promise<readonly User[]> => (await read<ListUsersResponse>(PATH, {}, signal)).users,
});

/** The server makes the password up and tells it in its answer. */
export const createUser = (request: CreateUserRequest): Promise<UserPasswordResponse | undefined> =>
  change<UserPasswordResponse>('POST', PATH, request);

/** A new password, made up by the server; ends the user's sessions. */
export const resetPassword = (username: string): Promise<UserPasswordResponse | undefined> =>
  change<UserPasswordResponse>('PUT', `${PATH}/${encodeURIComponent(username)}/password`, {});

export const deleteUser = (username: string): Promise<undefined> =>
  change<undefined>('DELETE', `${PATH}/${encodeURIComponent(username)}`);
