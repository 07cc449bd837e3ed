@{
    Severity = @('Error', 'Warning')
    ExcludeRules = @(
        # What a test sets in BeforeAll it reads in another block, which the rule does not see.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
    Rules = @{
        PSAvoidLongLines = @{ Enable = $true; MaximumLineLength = 120 }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4; Kind = 'space' }
        PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
    }
}
