using System.Globalization;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The operators of condition tasks: equality compares strings, and order compares numbers.</summary>
internal static class ConditionEvaluator
{
    /// <summary>Whether the condition is true; null if an operand that must be a number is not one.</summary>
    public static bool? Evaluate(string? op, string left, string right)
    {
        if (op == nameof(ConditionTaskOp.EQUAL_TO)) return left == right;
        if (op == nameof(ConditionTaskOp.NOT_EQUAL)) return left != right;
        if (Number(left) is not { } first || Number(right) is not { } second) return null;
        return op switch
        {
            nameof(ConditionTaskOp.GREATER_THAN) => first > second,
            nameof(ConditionTaskOp.GREATER_THAN_OR_EQUAL) => first >= second,
            nameof(ConditionTaskOp.LESS_THAN) => first < second,
            nameof(ConditionTaskOp.LESS_THAN_OR_EQUAL) => first <= second,
            _ => null,
        };
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
