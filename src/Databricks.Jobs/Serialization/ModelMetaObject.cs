using System.Dynamic;
using System.Linq.Expressions;
using System.Reflection;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Binds assignments to the properties of a model as <see cref="ModelBinder"/> binds the keys of a hashtable:
/// with the same values, short forms and errors. Properties can also be used with their API names.</summary>
/// <remarks>A shell would convert the value to the type of the property, which succeeds for few values, or with text
/// such as "System.Collections.Hashtable". Its type converters apply to types and not to properties, so one for
/// <c>Dictionary&lt;string, string&gt;</c> would change that type in the whole session.</remarks>
/// <param name="expression">The expression of the model.</param>
/// <param name="model">The model.</param>
internal sealed class ModelMetaObject(Expression expression, JobsModel model)
    : DynamicMetaObject(expression, BindingRestrictions.Empty, model)
{
    private static readonly MethodInfo s_assign =
        typeof(ModelMetaObject).GetMethod(nameof(Assign), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static readonly MethodInfo s_read =
        typeof(ModelMetaObject).GetMethod(nameof(Read), BindingFlags.Static | BindingFlags.NonPublic)!;

    public override DynamicMetaObject BindSetMember(SetMemberBinder binder, DynamicMetaObject value) =>
        model.Shape.IndexOf(binder.Name) is >= 0 and int field
            ? Call(s_assign, Expression.Constant(field), Expression.Convert(value.Expression, typeof(object)))
            : base.BindSetMember(binder, value);

    // A property with its own name is read as in any other object.
    public override DynamicMetaObject BindGetMember(GetMemberBinder binder) =>
        Array.FindIndex(model.Shape.All, field => field.Name == binder.Name) is >= 0 and int field
            && binder.Name.IndexOf('_') >= 0
            ? Call(s_read, Expression.Constant(field))
            : base.BindGetMember(binder);

    private DynamicMetaObject Call(MethodInfo method, params Expression[] arguments) => new(
        Expression.Call(method, [Expression.Convert(Expression, typeof(JobsModel)), .. arguments]),
        BindingRestrictions.GetTypeRestriction(Expression, model.GetType()));

    private static object? Assign(JobsModel model, int field, object? value)
    {
        model.SetField(field, new BindingValue(value, model.Shape.All[field].Name));
        return value;
    }

    private static object? Read(JobsModel model, int field) => model.GetField(field);
}
