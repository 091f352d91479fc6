/** The page that a browser gets at `/graphql`, and GraphiQL at `/graphiql`. */
export { addLandingRoutes, type LandingPage } from './landing-routes.ts';
