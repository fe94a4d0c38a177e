import { createContext, useContext } from 'react'
import type { Tiles } from './tiles'

/** Where pictures tell how large they are seen; absent where nobody asks, as at the door. */
export const TilesContext = createContext<Tiles | undefined>(undefined)
export const useTiles = () => useContext(TilesContext)
