"""Statistics: retention, activity, forecasts. Pure folds over the effective answers."""
