using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Security;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Accepts secure strings, and credentials for their passwords, instead of strings at any depth of hashtables
/// and lists. They are replaced by stand-ins, because every error of the command contains the bound values. The service
/// receives the plain value, which is redacted from then on.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    // A hashtable that contains itself is reported later, with its path.
    private const int MaxDepth = 70;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? null : Replace(inputData);

    /// <summary>The value with a stand-in for each secure string in it; the value itself if there is none.</summary>
    internal static object Replace(object input) => Holds(input, MaxDepth) ? Copy(input)! : input;

    private static bool Holds(object? value, int levels) => levels > 0 && value.Unwrap() switch
    {
        SecureString or PSCredential => true,
        IDictionary entries => entries.Values.Cast<object?>().Any(one => Holds(one, levels - 1)),
        IList items => items.Cast<object?>().Any(one => Holds(one, levels - 1)),
        _ => false,
    };

    private static object? Copy(object? value)
    {
        switch (value.Unwrap())
        {
            case SecureString secret:
                return StandIn(secret);
            case PSCredential credential:
                return StandIn(credential.Password);
            case IDictionary entries:
                var copy = new OrderedDictionary(entries.Count, StringComparer.Ordinal);
                foreach (DictionaryEntry entry in entries)
                {
                    copy.Add(entry.Key, Copy(entry.Value));
                }

                return copy;
            case IList items:
                return items.Cast<object?>().Select(Copy).ToArray();
            default:
                return value;
        }
    }

    private static string StandIn(SecureString secret) => SecretValues.Hide(secret.Reveal());
}
