namespace Databricks.Jobs.Definitions;

/// <summary>Says what is wrong in a Quartz cron expression, on the way from a field to who asked.</summary>
internal sealed class QuartzFault(string message) : Exception(message);
