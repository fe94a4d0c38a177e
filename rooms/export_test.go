package rooms

// Direct counts the connections whose packets are read and written beside pion.
func Direct(e *Engine) int {
	e.media.routes.mu.RLock()
	defer e.media.routes.mu.RUnlock()
	return len(e.media.routes.to)
}
