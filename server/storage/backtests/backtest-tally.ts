/** How far run $1 with $2 models is; $3 names the level of single items. WAPE as the leaderboard pools it. */
export const tallySql = `
  with unit as (select id, "window", model from backtest_unit where run_id = $1),
  pooled as (
    select sum(lead.error) / nullif(sum(lead.actual), 0) as wape
    from unit
    join backtest_score s on s.unit_id = unit.id and s.level = $3
    cross join lateral unnest(s.median_absolute_error, s.absolute_actual) as lead(error, actual)
    group by unit.model
  )
  select (select count(*)::integer from unit) as "unitsDone",
         (select count(*)::integer from (select 1 from unit group by "window" having count(*) = $2) w) as "windowsDone",
         (select min(wape) from pooled) as wape`;
