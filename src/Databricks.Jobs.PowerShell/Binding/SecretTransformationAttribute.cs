using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Accepts secure strings, and credentials for their passwords, instead of strings at any depth of hashtables
/// and lists. They are replaced by stand-ins, because every error of the command contains the bound values. The service
/// receives the plain value, which is redacted from then on.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    // Deeper values are not replaced, and rejected later: the binding of a definition has a lower limit.
    private const int MaxDepth = 70;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData.Unwrap() is null
        ? throw new ArgumentTransformationMetadataException(
            "No value was specified: " + MissingValue.Describe("null", parameter: null))
        : Replace(inputData!);

    /// <summary>The value with a stand-in for each secure string in it; the value itself if there is none.</summary>
    internal static object Replace(object input) =>
        HasSecret(input) ? Copy(input, new Dictionary<object, object>(ReferenceComparer.Instance), depth: 0)! : input;

    // Visits each hashtable and list once, however many others contain it.
    private static bool HasSecret(object input)
    {
        var seen = new HashSet<object>(ReferenceComparer.Instance);
        var next = new Stack<object?>();
        next.Push(input);
        while (next.Count > 0)
        {
            object? given = next.Pop();
            object? value = given.Unwrap();
            if (value is SecureString or PSCredential)
            {
                return true;
            }

            if (ChildrenOf(value) is { } children && seen.Add(Identity(given!, value!)))
            {
                foreach (object? child in children)
                {
                    next.Push(child);
                }
            }
        }

        return false;
    }

    private static ICollection? ChildrenOf(object? value) =>
        value is IDictionary entries ? entries.Values : value is IList items ? items : null;

    private static object? Copy(object? given, Dictionary<object, object> copies, int depth)
    {
        object? value = given.Unwrap();
        switch (value)
        {
            case SecureString secret:
                return StandIn(secret);
            case PSCredential credential:
                return StandIn(credential.Password);
            case IDictionary or IList when depth < MaxDepth:
                object identity = Identity(given!, value);
                if (!copies.TryGetValue(identity, out object? copy))
                {
                    copy = value is IDictionary
                        ? new OrderedDictionary(StringComparer.Ordinal)
                        : new object?[((IList)value).Count];
                    // Before its values, one of which can be the container itself.
                    copies.Add(identity, copy);
                    Fill(copy, value, copies, depth + 1);
                }

                return copy;
            default:
                return given;
        }
    }

    private static void Fill(object copy, object value, Dictionary<object, object> copies, int depth)
    {
        if (copy is OrderedDictionary entries)
        {
            foreach (DictionaryEntry entry in (IDictionary)value)
            {
                entries.Add(entry.Key, Copy(entry.Value, copies, depth));
            }

            return;
        }

        object?[] items = (object?[])copy;
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Copy(((IList)value)[i], copies, depth);
        }
    }

    // Each time a custom object is unwrapped, it becomes another dictionary.
    private static object Identity(object given, object value) =>
        given.GetBaseObject() is PSCustomObject ? given : value;

    private static string StandIn(SecureString secret) => SecretValues.Hide(secret.Reveal());

    private sealed class ReferenceComparer : IEqualityComparer<object>
    {
        public static readonly ReferenceComparer Instance = new();

        bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

        int IEqualityComparer<object>.GetHashCode(object obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
