import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { read } from '../api/client'
import type { Order } from '../api/shapes'

/** An order by its title, as a link; by its id until that is known. */
export function OrderName({ order }: { order: string }) {
  const found = useQuery({
    queryKey: ['order-title', order],
    queryFn: async ({ signal }) => (await read<Order>('/api/v1/orders/{id}', { path: { id: order } }, signal)).title,
    staleTime: Infinity,
    retry: false,
  })
  return (
    <Link to="/orders/$order" params={{ order }}>
      <bdi>{found.data || order}</bdi>
    </Link>
  )
}
