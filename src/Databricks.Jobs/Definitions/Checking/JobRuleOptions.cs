namespace Databricks.Jobs.Definitions;

/// <summary>What <see cref="JobRules"/> checks.</summary>
public sealed class JobRuleOptions
{
    /// <summary>Decides by its name whether a rule is checked; null to check all.</summary>
    public Func<string, bool>? Filter { get; set; }

    /// <summary>Whether fields and values that this version does not know are accepted.</summary>
    public bool AllowUnknown { get; set; }

    /// <summary>The clock, for rules about schedules.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    internal bool Includes(JobRule rule) => Filter?.Invoke(rule.Id) ?? true;
}
